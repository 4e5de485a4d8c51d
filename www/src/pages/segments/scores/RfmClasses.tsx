import { Answered } from '../../../components/Answered';
import { Meter } from '../../../components/Meter';
import { rfmClasses } from '../../../conditions/vocabulary';
import { formatNumber } from '../../../data/format';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useAnswer } from '../../../state/useAnswer';
import { bucketMembers } from './buckets';
import type { Chosen } from './RfmCard';

interface Props {
  score: string;
  onChoose: (chosen: Chosen) => void;
}

/** The eight classes with their customers. */
export function RfmClasses({ score, onChoose }: Props) {
  const text = useText();
  const { language } = useSession().state;
  const classes = rfmClasses(text);
  const answer = useAnswer(
    (engine, now) =>
      bucketMembers(
        engine,
        score,
        classes.map(({ value }) => value),
        now,
      ),
    [score],
  );
  return (
    <Answered answer={answer}>
      {(members) => {
        const total = members.reduce((sum, { length }) => sum + length, 0);
        return (
          <section aria-label={text.rfm.classesTitle}>
            {classes.map(({ value, label }, place) => {
              const ids = members[place] ?? [];
              return (
                <Meter
                  key={value}
                  label={label}
                  count={formatNumber(ids.length, language)}
                  value={ids.length}
                  total={total}
                  tone={value.startsWith('key') ? 'brand' : 'neutral'}
                  onClick={() => onChoose({ title: label, ids })}
                />
              );
            })}
          </section>
        );
      }}
    </Answered>
  );
}
