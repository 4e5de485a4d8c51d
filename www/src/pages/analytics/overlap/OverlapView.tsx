import { Card, Empty, Grid } from 'antd';
import { useMemo, useState } from 'react';
import { type AskIds, MemberTable } from '../../../components/MemberTable';
import { formatNumber } from '../../../data/format';
import type { Overlap } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { PairMatrix } from './PairMatrix';
import { PartList } from './PartList';
import { titleOf, UpSet } from './UpSet';

/** The intersections as an UpSet plot, the customers of the one chosen, and the segments two by two. */
export function OverlapView({ overlap }: { overlap: Overlap }) {
  const text = useText();
  const words = text.analytics.overlap;
  const { language } = useSession().state;
  const Plot = (Grid.useBreakpoint().md ?? true) ? UpSet : PartList;
  const [place, setPlace] = useState<number | null>(null);
  const chosen = place === null ? undefined : overlap.parts[place];
  const members = useMemo(() => chosen && { ask: pagesOf(chosen.ids ?? []) }, [chosen]);
  if (overlap.parts.length === 0)
    return (
      <Card>
        <Empty description={words.none} />
      </Card>
    );
  return (
    <>
      <Card title={words.parts}>
        <div className="stack" style={{ gap: 12 }}>
          <span className="muted small">{words.hint}</span>
          <Plot overlap={overlap} chosen={place} onChoose={setPlace} />
          {chosen && members && (
            <section className="stack" style={{ gap: 8 }} data-testid="overlap-customers">
              <strong aria-live="polite">
                {text.labelled(
                  titleOf(chosen, overlap, words),
                  text.customers.total(formatNumber(chosen.count, language)),
                )}
              </strong>
              <MemberTable
                of={members}
                ask={members.ask}
                total={chosen.count}
                title={titleOf(chosen, overlap, words)}
              />
            </section>
          )}
        </div>
      </Card>
      <Card title={words.pairs}>
        <div className="stack" style={{ gap: 12 }}>
          <span className="muted small">{words.pairsHint}</span>
          <PairMatrix overlap={overlap} />
        </div>
      </Card>
    </>
  );
}

const pagesOf =
  (ids: string[]): AskIds =>
  async (_, { offset, limit }) =>
    ids.slice(offset, offset + limit);
