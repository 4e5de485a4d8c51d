import { Form, Input } from 'antd';
import { useText } from '../../i18n/useText';
import { LabelFields } from './LabelFields';

const ID = /^[a-z][a-z0-9_]*$/;

/** The id of a definition and its name in both languages; an id that is in use stays as it is. */
export function NameFields({ taken, isNew }: { taken: string[]; isNew: boolean }) {
  const { definition } = useText();
  const isFree = (_: unknown, id?: string) =>
    isNew && id && taken.includes(id) ? Promise.reject(definition.idTaken) : Promise.resolve();
  return (
    <>
      <Form.Item
        name="id"
        label={definition.id}
        extra={isNew && definition.idHint}
        rules={[
          { required: true, message: definition.required },
          { pattern: ID, message: definition.idPattern },
          { validator: isFree },
        ]}
      >
        <Input disabled={!isNew} className="code" />
      </Form.Item>
      <LabelFields name={['name']} zh={definition.nameZh} en={definition.nameEn} isRequired />
    </>
  );
}
