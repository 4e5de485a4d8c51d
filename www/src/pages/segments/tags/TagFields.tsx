import { AutoComplete, Form, Select, Switch } from 'antd';
import { LabelFields } from '../../../components/definition/LabelFields';
import { OptionalCondition } from '../../../conditions/OptionalCondition';
import { TAG_KINDS } from '../../../data/definitions';
import { fieldLabel, fieldNames, ruleset } from '../../../data/ruleset';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';

/** The fields of a tag's form besides its name. */
export function TagFields() {
  const text = useText();
  const { language } = useSession().state;
  const groups = [...new Set(ruleset().tags.map(({ group }) => group ?? ''))].filter(Boolean);
  return (
    <>
      <LabelFields
        name={['purpose']}
        zh={text.definition.zh(text.tags.purpose)}
        en={text.definition.en(text.tags.purpose)}
      />
      <div className="grid-2 form-grid">
        <Form.Item name="group" label={text.tags.group} extra={text.tags.groupHint}>
          <AutoComplete options={groups.map((value) => ({ value, label: text.segments.groups[value] ?? value }))} />
        </Form.Item>
        <Form.Item name="kind" label={text.tags.kind}>
          <Select options={TAG_KINDS.map((value) => ({ value, label: text.tags.kinds[value] }))} />
        </Form.Item>
        <Form.Item name="exclusive" label={text.tags.exclusive} extra={text.tags.exclusiveHint} valuePropName="checked">
          <Switch />
        </Form.Item>
        <Form.Item name="value" label={text.tags.value}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={fieldNames().map((value) => ({ value, label: fieldLabel(value, language) }))}
          />
        </Form.Item>
      </div>
      <Form.Item name="when" label={text.tags.when}>
        <OptionalCondition label={text.tags.hasCondition} />
      </Form.Item>
    </>
  );
}
