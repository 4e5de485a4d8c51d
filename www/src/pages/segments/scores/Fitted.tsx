import { Alert } from 'antd';
import { formatNumber } from '../../../data/format';
import { scoreName } from '../../../data/ruleset';
import type { FittedScore, Language } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import type { Texts } from '../../../i18n/zh';
import { useSession } from '../../../state/session';

/** What came of fitting, score by score: from how many, how it did on the past, or why there is no model. */
export function Fitted({ scores }: { scores: FittedScore[] }) {
  const text = useText();
  const { language } = useSession().state;
  const lines = scores.map((score) => (
    <li key={score.score}>
      <strong>{scoreName(score.score, language)}</strong> {told(score, text, language)}
    </li>
  ));
  return (
    <Alert
      type="info"
      style={{ marginBottom: 16 }}
      title={text.rfm.fitTitle}
      description={<ul className="plain-list">{lines}</ul>}
      data-testid="fitted"
    />
  );
}

function told(
  { fitted, customers, repeaters, check, clusters, text: why }: FittedScore,
  text: Texts,
  language: Language,
): string {
  const show = (value: number) => formatNumber(Math.round(value), language);
  if (!fitted) return why ?? '';
  if (clusters) return text.analytics.clusters.told(show(customers), clusters.centres.length);
  const from = text.rfm.fitted(show(customers), show(repeaters));
  return check ? `${from} · ${text.rfm.checked(show(check.foretold), show(check.happened))}` : from;
}
