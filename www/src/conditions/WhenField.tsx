import { Divider, Form } from 'antd';
import type { Condition } from '../data/definitions';
import { ConditionField } from './ConditionField';
import { LiveCount } from './LiveCount';

/** The condition `when` of the form around it, and how many customers meet it. */
export function WhenField({ title }: { title: string }) {
  const when = Form.useWatch<Condition | undefined>('when');
  return (
    <>
      <Divider titlePlacement="start">{title}</Divider>
      <Form.Item name="when">
        <ConditionField />
      </Form.Item>
      {when && <LiveCount condition={when} />}
    </>
  );
}
