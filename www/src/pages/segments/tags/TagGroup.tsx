import { Card } from 'antd';
import { EditButton } from '../../../components/EditButton';
import { Meter } from '../../../components/Meter';
import { formatNumber } from '../../../data/format';
import type { TagCount } from '../../../data/types';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import { useTotal } from '../../../state/useTotal';

interface Props {
  group: string;
  tags: TagCount[];
  onEdit: (id: string) => void;
}

/** The tags of a group with what they are for; a click leads to the customers that bear one. */
export function TagGroup({ group, tags, onEdit }: Props) {
  const text = useText();
  const { state, update } = useSession();
  const total = useTotal();
  return (
    <Card size="small" title={text.segments.groups[group] ?? group}>
      {tags.map((tag) => (
        <div key={tag.id} className="meter-row">
          <Meter
            label={tag.name}
            hint={tag.purpose}
            count={formatNumber(tag.count, state.language)}
            value={tag.count}
            total={total}
            onClick={() => update({ page: 'customers', filter: { tag: tag.id } })}
          />
          <EditButton name={tag.name} onClick={() => onEdit(tag.id)} />
        </div>
      ))}
    </Card>
  );
}
