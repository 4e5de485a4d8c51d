import { Form, type FormInstance } from 'antd';
import { useMemo } from 'react';
import { Answered } from '../../../components/Answered';
import { idsOf, MemberTable } from '../../../components/MemberTable';
import { LiveCount } from '../../../conditions/LiveCount';
import type { TagDef } from '../../../data/definitions';
import { useText } from '../../../i18n/useText';
import { useAnswer } from '../../../state/useAnswer';

/** Who bears a tag under the condition that is edited; of a tag without one, who bears it now. */
export function TagCustomers({ form, id }: { form: FormInstance<TagDef>; id?: string }) {
  const condition = Form.useWatch('when', form);
  if (condition) return <LiveCount condition={condition} isListed />;
  return id === undefined ? null : <Bearers id={id} />;
}

function Bearers({ id }: { id: string }) {
  const text = useText();
  const tagged = useMemo(() => ({ tag: id }), [id]);
  const answer = useAnswer((engine, now) => engine.segment(tagged, { now, limit: 0 }), [tagged]);
  return (
    <Answered answer={answer}>
      {({ count }) => <MemberTable of={tagged} ask={idsOf(tagged)} total={count} title={text.tags.customers} />}
    </Answered>
  );
}
