import { AutoComplete, Form, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { LabelFields } from '../../components/definition/LabelFields';
import { ruleset } from '../../data/ruleset';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { ParamsInput } from './ParamsInput';
import { TemplateInput } from './TemplateInput';

interface Props {
  /** The way to the action in the list of the form. */
  path: (string | number)[];
  /** What else is asked of it. */
  children?: ReactNode;
}

/** One action: its kind, its name, its text with placeholders, and when it is due. */
export function ActionFields({ path, children }: Props) {
  const { rules, definition } = useText();
  const { language } = useSession().state;
  const { channels = [] } = ruleset();
  const kinds = [...new Set(ruleset().rules.flatMap((rule) => rule.then.map(({ action }) => action)))];
  return (
    <>
      <div className="grid-2 form-grid">
        <Form.Item
          name={[...path, 'action']}
          label={rules.action}
          rules={[{ required: true, message: definition.required }]}
        >
          <AutoComplete options={kinds.map((value) => ({ value }))} />
        </Form.Item>
        <Form.Item name={[...path, 'dueDays']} label={rules.dueDays}>
          <InputNumber min={0} />
        </Form.Item>
        {channels.length > 0 && (
          <Form.Item name={[...path, 'channel']} label={rules.channel}>
            <Select
              allowClear
              placeholder={rules.noChannel}
              options={channels.map(({ id, name }) => ({ value: id, label: name[language] }))}
            />
          </Form.Item>
        )}
        {children}
      </div>
      <LabelFields
        name={[...path, 'name']}
        zh={definition.zh(rules.actionName)}
        en={definition.en(rules.actionName)}
        isRequired
      />
      <div className="grid-2 form-grid">
        <Form.Item name={[...path, 'template', 'zh']} label={definition.zh(rules.template)}>
          <TemplateInput />
        </Form.Item>
        <Form.Item name={[...path, 'template', 'en']} label={definition.en(rules.template)}>
          <TemplateInput />
        </Form.Item>
      </div>
      <Form.Item name={[...path, 'params']} label={rules.params} extra={rules.paramsHint}>
        <ParamsInput />
      </Form.Item>
    </>
  );
}
