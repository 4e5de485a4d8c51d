import { Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { LabelFields } from '../../components/definition/LabelFields';
import { NameFields } from '../../components/definition/NameFields';
import { FaultAlert } from '../../components/FaultAlert';
import { useFocusReturn } from '../../components/focus';
import type { Condition, SegmentDef } from '../../data/definitions';
import { ruleset } from '../../data/ruleset';
import { useText } from '../../i18n/useText';
import type { Fault } from '../../state/useAdoption';
import { useDefinition } from '../../state/useDefinition';
import type { Tone } from '../../theme/palette';

const TONES: Tone[] = ['good', 'warning', 'danger', 'neutral'];

interface Props {
  segment: SegmentDef | null;
  condition: Condition;
  onClose: () => void;
  onSaved: () => void;
}

/** What a segment is called and how it is to be seen; then it is saved. */
export function SegmentForm({ segment, condition, onClose, onSaved }: Props) {
  const text = useText();
  useFocusReturn();
  const { save } = useDefinition('segments');
  const [form] = Form.useForm<SegmentDef>();
  const [fault, setFault] = useState<Fault | null>(null);
  const [isBusy, setBusy] = useState(false);
  const finish = async (values: SegmentDef) => {
    setBusy(true);
    const refused = await save({ ...segment, ...values, when: condition });
    setBusy(false);
    setFault(refused);
    if (refused) return;
    onClose();
    onSaved();
  };
  return (
    <Modal
      open
      title={segment ? text.segments.saveChanges : text.segments.saveTitle}
      okText={text.definition.save}
      cancelText={text.cancel}
      confirmLoading={isBusy}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={segment ?? { tone: 'neutral', description: { zh: '', en: '' } }}
        onFinish={finish}
      >
        <NameFields taken={ruleset().segments.map(({ id }) => id)} isNew={!segment} />
        <LabelFields
          name={['description']}
          zh={text.definition.zh(text.segments.description)}
          en={text.definition.en(text.segments.description)}
        />
        <Form.Item name="tone" label={text.segments.tone}>
          <Select options={TONES.map((value) => ({ value, label: text.segments.toneNames[value] }))} />
        </Form.Item>
      </Form>
      {fault && <FaultAlert fault={fault} />}
    </Modal>
  );
}
