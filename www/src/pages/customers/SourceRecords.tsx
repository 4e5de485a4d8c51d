import { Tag } from 'antd';
import { ReasonedButton } from '../../components/ReasonedButton';
import type { Customer } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useChange } from '../../state/useChange';

/** The records that a customer is made of; each can be taken out where there are several. */
export function SourceRecords({ records }: { records: Customer['records'] }) {
  return (
    <ul className="plain-list">
      {records.map(({ id, source }) => (
        <li key={`${source} ${id}`} className="spread" style={{ padding: '4px 0', gap: 8 }}>
          <span className="break">
            <Tag>{source}</Tag> {id}
          </span>
          {records.length > 1 && <TakeOut record={`${source}/${id}`} />}
        </li>
      ))}
    </ul>
  );
}

function TakeOut({ record }: { record: string }) {
  const text = useText();
  const change = useChange();
  return (
    <ReasonedButton
      size="small"
      title={text.merge.takeOutTitle(record)}
      hint={text.merge.takeOutHint}
      aria-label={text.labelled(text.merge.takeOut, record)}
      onConfirm={(reason) => change((engine, by) => engine.unmerge(record, { ...by, reason }))}
    >
      {text.merge.takeOut}
    </ReasonedButton>
  );
}
