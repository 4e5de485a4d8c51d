import { type Feature, features } from '../../../data/clusters';
import type { Label } from '../../../data/definitions';
import type { Cluster, Language } from '../../../data/types';
import { en } from '../../../i18n/en';
import { zh } from '../../../i18n/zh';
import { standingOf } from './standing';

const WORDS = { zh: zh.analytics.clusters, en: en.analytics.clusters };

/** What customers can be grouped by, named in both languages. */
export const knownFeatures = (): Feature[] => features({ zh: WORDS.zh.features, en: WORDS.en.features });

/** What the groups are called in both languages: the number, and in what the group stands out. */
export const groupNames = (clusters: Cluster[], by: Feature[]): Label[] =>
  clusters.map((cluster, place) => ({
    zh: `${WORDS.zh.group(place + 1)}：${traits(cluster, by, 'zh')}`,
    en: `${WORDS.en.group(place + 1)}: ${traits(cluster, by, 'en')}`,
  }));

/** What the score that tells the group of a customer is called. */
export const title: Label = { zh: WORDS.zh.title, en: WORDS.en.title };

/** In what a group stands out. */
export function traits({ centre }: Cluster, by: Feature[], language: Language): string {
  const words = WORDS[language];
  const told = centre.flatMap(({ standing }, place) => {
    const name = by[place]?.name[language] ?? '';
    const level = standingOf(standing);
    if (level === 'average') return [];
    const isHigh = level === 'higher' || level === 'muchHigher';
    if (by[place]?.id === 'recency') return [isHigh ? words.longAgo : words.recent];
    return [isHigh ? words.high(name) : words.low(name)];
  });
  return told.join(words.comma) || words.plain;
}
