import { Card } from 'antd';
import { Answered } from '../../components/Answered';
import { Meter } from '../../components/Meter';
import { formatNumber } from '../../data/format';
import type { TagCount } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';
import { useTotal } from '../../state/useTotal';

/** The tags, group by group; a click leads to the customers that bear one. */
export function TagGroups() {
  const tags = useAnswer((engine, now) => engine.tags({ now }), []);
  return (
    <Answered answer={tags}>
      {(all) => (
        <div className="grid-3" style={{ alignItems: 'start' }}>
          {[...Map.groupBy(all, (tag) => tag.group)].map(([group, members]) => (
            <TagGroup key={group} group={group} tags={members} />
          ))}
        </div>
      )}
    </Answered>
  );
}

function TagGroup({ group, tags }: { group: string; tags: TagCount[] }) {
  const text = useText();
  const { state, update } = useSession();
  const total = useTotal();
  return (
    <Card size="small" title={text.segments.groups[group] ?? group}>
      {tags.map((tag) => (
        <Meter
          key={tag.id}
          label={tag.name}
          hint={tag.purpose}
          count={formatNumber(tag.count, state.language)}
          value={tag.count}
          total={total}
          onClick={() => update({ page: 'customers', filter: { tag: tag.id } })}
        />
      ))}
    </Card>
  );
}
