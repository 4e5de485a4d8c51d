import { PlusOutlined } from '@ant-design/icons';
import { Button, Card, Form, Select } from 'antd';
import { OptionalCondition } from '../../../conditions/OptionalCondition';
import { BYS, type PolicyDef } from '../../../data/assignment';
import { useText } from '../../../i18n/useText';
import { ParamsInput } from '../ParamsInput';

/** The policies, the first that fits decides. */
export function PolicyList() {
  const { assignment: words } = useText();
  const form = Form.useFormInstance();
  const policies: PolicyDef[] = Form.useWatch('policies', { form, preserve: true }) ?? [];
  const bys = BYS.map((value) => ({ value, label: words.bys[value] }));
  return (
    <Form.List name="policies">
      {(fields, { add, remove }) => (
        <div className="stack" style={{ gap: 12 }}>
          {fields.map(({ key, name }) => (
            <Card
              key={key}
              size="small"
              title={words.policy(name + 1)}
              extra={
                <Button
                  size="small"
                  type="text"
                  aria-label={`${words.removePolicy} ${name + 1}`}
                  onClick={() => remove(name)}
                >
                  {words.removePolicy}
                </Button>
              }
            >
              <div className="grid-2 form-grid">
                <Form.Item name={[name, 'by']} label={words.by}>
                  <Select options={bys} />
                </Form.Item>
                <Form.Item name={[name, 'match']} label={words.match} extra={words.matchHint}>
                  <ParamsInput />
                </Form.Item>
              </div>
              <Form.Item name={[name, 'when']} style={{ marginBottom: 0 }}>
                <OptionalCondition label={words.hasWhen} />
              </Form.Item>
            </Card>
          ))}
          <div>
            <Button
              type="dashed"
              icon={<PlusOutlined aria-hidden />}
              onClick={() => add({ id: freeId(policies), by: 'least_load' })}
            >
              {words.addPolicy}
            </Button>
          </div>
        </div>
      )}
    </Form.List>
  );
}

/** An id that no policy has yet. */
function freeId(policies: PolicyDef[]): string {
  const taken = new Set(policies.map((policy) => policy?.id));
  let n = policies.length + 1;
  while (taken.has(`policy_${n}`)) n += 1;
  return `policy_${n}`;
}
