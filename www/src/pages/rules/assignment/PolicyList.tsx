import { Form, Select } from 'antd';
import { OptionalCondition } from '../../../conditions/OptionalCondition';
import { BYS, type PolicyDef } from '../../../data/assignment';
import { useText } from '../../../i18n/useText';
import { CardList, freeId } from '../CardList';
import { ParamsInput } from '../ParamsInput';

/** The policies, the first that fits decides. */
export function PolicyList() {
  const { assignment: words } = useText();
  const form = Form.useFormInstance();
  const policies: PolicyDef[] = Form.useWatch('policies', { form, preserve: true }) ?? [];
  const bys = BYS.map((value) => ({ value, label: words.bys[value] }));
  return (
    <CardList
      name="policies"
      title={(place) => words.policy(place + 1)}
      removeText={words.removePolicy}
      addText={words.addPolicy}
      blank={() => ({ id: freeId('policy', policies), by: 'least_load' })}
    >
      {(place) => (
        <>
          <div className="grid-2 form-grid">
            <Form.Item name={[place, 'by']} label={words.by}>
              <Select options={bys} />
            </Form.Item>
            <Form.Item name={[place, 'match']} label={words.match} extra={words.matchHint}>
              <ParamsInput />
            </Form.Item>
          </div>
          <Form.Item name={[place, 'when']} style={{ marginBottom: 0 }}>
            <OptionalCondition label={words.hasWhen} />
          </Form.Item>
        </>
      )}
    </CardList>
  );
}
