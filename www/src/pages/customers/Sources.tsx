import { Descriptions, Tag } from 'antd';
import { fieldLabel } from '../../data/ruleset';
import type { Customer } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { EraseButton } from './EraseButton';
import { SourceRecords } from './SourceRecords';

/** Where the customer comes from: records, identifiers, former ids, and what is wrong with the data. */
export function Sources({ customer }: { customer: Customer }) {
  const text = useText();
  const { language } = useSession().state;
  const items = [
    { key: 'records', label: text.customer.recordCount, children: <SourceRecords records={customer.records} /> },
    {
      key: 'identifiers',
      label: text.customer.identifiers,
      children: customer.identifiers.map(({ kind, value }) => (
        <Tag key={`${kind} ${value}`} style={{ margin: 2 }}>
          {text.labelled(fieldLabel(kind, language), value)}
        </Tag>
      )),
    },
    { key: 'aliases', label: text.customer.aliases, children: customer.aliases.join(' · ') || text.none },
    {
      key: 'issues',
      label: text.customer.issues,
      children: customer.quality.issues.map((issue) => issue.text).join('；') || text.none,
    },
  ];
  return (
    <div className="stack">
      <Descriptions column={1} bordered size="small" items={items} styles={{ label: { width: 110 } }} />
      <div>
        <EraseButton id={customer.id} />
      </div>
    </div>
  );
}
