import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import { EVERYONE, type RuleDef } from '../../data/definitions';
import { useText } from '../../i18n/useText';
import { RuleEditor } from './RuleEditor';
import { RuleTable } from './RuleTable';

const BLANK: Partial<RuleDef> = {
  enabled: true,
  priority: 50,
  on: 'state',
  oncePer: 'month',
  when: EVERYONE,
  // biome-ignore lint/suspicious/noThenProperty: it is a list, and the ruleset calls it so.
  then: [{ action: 'notify_sales', name: { zh: '', en: '' }, template: { zh: '', en: '' }, dueDays: 3 }],
};

/** The rules: what they ask for, for whom, and the place where one is made, tried and changed. */
export function RulesTab() {
  const text = useText();
  const [edited, setEdited] = useState<Partial<RuleDef> | null>(null);
  return (
    <div className="stack">
      <div>
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setEdited(BLANK)}>
          {text.rules.new}
        </Button>
      </div>
      <RuleTable onEdit={setEdited} />
      {edited && <RuleEditor rule={edited} onClose={() => setEdited(null)} />}
    </div>
  );
}
