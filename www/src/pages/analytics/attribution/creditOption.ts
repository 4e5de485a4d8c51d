import type { EChartsCoreOption } from 'echarts/core';
import { formatMoneyShort, formatNumber } from '../../../data/format';
import type { Attribution, Language } from '../../../data/types';
import type { Texts } from '../../../i18n/zh';
import type { Palette } from '../../../theme/palette';
import { creditOf, type Measure, MODELS, type Model } from './credits';

/** Colours that can be told apart; what has none of its own is grey. */
const coloursOf = (palette: Palette) => [
  palette.series1,
  palette.series2,
  palette.series3,
  palette.series4,
  palette.series5,
  palette.series6,
  palette.series7,
];

interface Band {
  name: string;
  colour: string;
  credit: (model: Model) => number;
}

/** One bar for each model, divided among the channels; those with few contacts are one band. */
export function creditOption(
  channels: Attribution['channels'],
  measure: Measure,
  words: Texts['analytics']['attribution'],
  language: Language,
  palette: Palette,
): EChartsCoreOption {
  const bands = bandsOf(channels, measure, words.others, palette);
  const show = (value: number) =>
    measure === 'value' ? formatMoneyShort(value, language) : formatNumber(Number(value.toFixed(1)), language);
  return {
    animationDuration: 300,
    legend: { type: 'scroll', bottom: 0, itemWidth: 12, itemHeight: 12, icon: 'roundRect' },
    grid: { left: 8, right: 24, top: 8, bottom: 64, containLabel: true },
    xAxis: {
      type: 'value',
      name: words.measures[measure],
      nameLocation: 'middle',
      nameGap: 28,
      axisLabel: { hideOverlap: true, formatter: show },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: MODELS.map((model) => words.models[model]),
      axisTick: { show: false },
      axisLine: { show: false },
    },
    tooltip: {
      trigger: 'item',
      renderMode: 'richText',
      confine: true,
      valueFormatter: (value: unknown) => show(Number(value)),
    },
    series: bands.map(({ name, colour, credit }) => ({
      name,
      type: 'bar',
      stack: 'credit',
      barMaxWidth: 26,
      itemStyle: { color: colour },
      data: MODELS.map(credit),
    })),
  };
}

function bandsOf(channels: Attribution['channels'], measure: Measure, others: string, palette: Palette): Band[] {
  const colours = coloursOf(palette);
  const bands: Band[] = channels.slice(0, colours.length).map((channel, place) => ({
    name: channel.name,
    colour: colours[place] ?? palette.rest,
    credit: (model) => creditOf(channel, model, measure),
  }));
  const rest = channels.slice(colours.length);
  if (rest.length === 0) return bands;
  const sum = (model: Model) => rest.reduce((total, channel) => total + creditOf(channel, model, measure), 0);
  return [...bands, { name: others, colour: palette.rest, credit: sum }];
}
