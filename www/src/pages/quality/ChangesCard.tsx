import { Card, Checkbox, Select } from 'antd';
import { useState } from 'react';
import { Answered } from '../../components/Answered';
import { fieldLabel } from '../../data/ruleset';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';
import { ChangesTable } from './ChangesTable';
import { type Change, changesOf } from './changes';

/** Record by record: the original value, the cleaned one, and why. */
export function ChangesCard() {
  const text = useText();
  const { dataset } = useSession().state;
  const preview = dataset?.preview ?? null;
  const hint = preview ? text.quality.changesHint(preview.head.rows.length) : text.quality.noExamples;
  const changes = useAnswer((engine) => preview && changesOf(engine, preview), [preview]);
  return (
    <Card title={text.quality.changes} extra={<span className="muted small">{hint}</span>}>
      <Answered answer={changes}>{(all) => <Filtered changes={all} />}</Answered>
    </Card>
  );
}

function Filtered({ changes }: { changes: Change[] }) {
  const text = useText();
  const { language } = useSession().state;
  const [field, setField] = useState<string | null>(null);
  const [onlyIssues, setOnlyIssues] = useState(false);
  const fields = [...new Set(changes.map((change) => change.field))];
  const shown = changes.filter(
    (change) => (!field || change.field === field) && (!onlyIssues || change.value.reasons.length > 0),
  );
  return (
    <div className="stack" style={{ gap: 12 }}>
      <div className="row">
        <Select
          allowClear
          placeholder={text.quality.allFields}
          aria-label={text.quality.field}
          value={field}
          onChange={(value: string | undefined) => setField(value ?? null)}
          options={fields.map((name) => ({ value: name, label: fieldLabel(name, language) }))}
          style={{ width: 200 }}
        />
        <Checkbox checked={onlyIssues} onChange={(event) => setOnlyIssues(event.target.checked)}>
          {text.quality.onlyIssues}
        </Checkbox>
      </div>
      <ChangesTable changes={shown} />
    </div>
  );
}
