import { PlusOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { ReasonedButton } from '../../../components/ReasonedButton';
import { useText } from '../../../i18n/useText';
import { type Given, GivenFields } from './GivenFields';
import { useGiving } from './useGiving';

const NOTHING: Given = { tag: '', value: '', until: '' };

/** Gives a customer a tag, one that there is or a new one. */
export function GiveTag({ customer }: { customer: string }) {
  const { handTags: words } = useText();
  const [given, setGiven] = useState(NOTHING);
  const give = useGiving(customer);
  return (
    <ReasonedButton
      size="small"
      icon={<PlusOutlined aria-hidden />}
      title={words.giveTitle}
      hint={words.hint}
      isReady={given.tag !== ''}
      details={<GivenFields given={given} onChange={setGiven} />}
      onOpen={() => setGiven(NOTHING)}
      onConfirm={(reason) => give(given, reason)}
    >
      {words.give}
    </ReasonedButton>
  );
}
