import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Form, Input, InputNumber } from 'antd';
import { useText } from '../../../i18n/useText';
import { AttributesInput } from './AttributesInput';

/** Who can own customers, one a row. */
export function AgentList() {
  const { assignment: words, definition } = useText();
  const required = [{ required: true, message: definition.required }];
  return (
    <Form.List name="agents">
      {(fields, { add, remove }) => (
        <div className="stack" style={{ gap: 4 }}>
          <span className="muted small">{words.attributesHint}</span>
          {fields.map(({ key, name }) => (
            <div key={key} className="agent-row">
              <Form.Item name={[name, 'name']} label={words.agentName} rules={required}>
                <Input />
              </Form.Item>
              <Form.Item name={[name, 'id']} label={words.agentId} rules={required}>
                <Input className="code" />
              </Form.Item>
              <Form.Item name={[name, 'attributes']} label={words.attributes}>
                <AttributesInput />
              </Form.Item>
              <Form.Item name={[name, 'capacity']} label={words.capacity}>
                <InputNumber min={0} precision={0} style={{ width: '100%' }} />
              </Form.Item>
              <Form.Item name={[name, 'away']} valuePropName="checked" label=" ">
                <Checkbox>{words.away}</Checkbox>
              </Form.Item>
              <Button
                type="text"
                icon={<DeleteOutlined aria-hidden />}
                aria-label={`${words.removeAgent} ${name + 1}`}
                onClick={() => remove(name)}
              />
            </div>
          ))}
          <div>
            <Button type="dashed" icon={<PlusOutlined aria-hidden />} onClick={() => add({ id: '', name: '' })}>
              {words.addAgent}
            </Button>
          </div>
        </div>
      )}
    </Form.List>
  );
}
