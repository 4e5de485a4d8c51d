import { heat } from '../../../components/heat';
import { ScrollList } from '../../../components/ScrollList';
import { formatNumber, formatPercent } from '../../../data/format';
import type { Attribution } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { creditOf, type Measure, MODELS } from './credits';

type Channel = Attribution['channels'][number];

/** Channel by channel: what each model credits it with, and how much of the whole that is. */
export function CreditTable({ channels, measure }: { channels: Channel[]; measure: Measure }) {
  const { attribution: words } = useText().analytics;
  const { language } = useSession().state;
  const totals = MODELS.map((model) => channels.reduce((sum, channel) => sum + creditOf(channel, model, measure), 0));
  const digits = measure === 'value' ? 0 : 1;
  return (
    <ScrollList label={words.table}>
      <table className="heat wide" aria-label={words.table}>
        <thead>
          <tr>
            <th scope="col">{words.channel}</th>
            <th scope="col">{words.touchCount}</th>
            {MODELS.map((model) => (
              <th key={model} scope="col">
                {words.models[model]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {channels.map((channel) => (
            <tr key={channel.channel}>
              <th scope="row">{channel.name}</th>
              <td className="number">{formatNumber(channel.touches, language)}</td>
              {MODELS.map((model, place) => {
                const credit = creditOf(channel, model, measure);
                const share = credit / Math.max(totals[place] ?? 0, Number.MIN_VALUE);
                return (
                  <td key={model} className="number" style={heat(Math.min(share * 2, 1))}>
                    <strong>{formatPercent(share, language)}</strong>
                    <div className="small">{formatNumber(Number(credit.toFixed(digits)), language)}</div>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollList>
  );
}
