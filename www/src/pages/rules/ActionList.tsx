import { Form } from 'antd';
import type { Split } from '../../data/definitions';
import { useText } from '../../i18n/useText';
import { ActionFields } from './ActionFields';
import { CardList } from './CardList';
import { VariantSelect } from './experiment/VariantSelect';

const BLANK = { action: '', name: { zh: '', en: '' }, template: { zh: '', en: '' }, dueDays: 3 };

/** What a rule asks to be done, one after the other. */
export function ActionList() {
  const { rules, experiment } = useText();
  const hasSplit = Boolean(Form.useWatch<Split | null | undefined>('split'));
  return (
    <CardList
      name="then"
      title={(place) => `${rules.does} ${place + 1}`}
      removeText={rules.removeAction}
      addText={rules.addAction}
      blank={() => BLANK}
    >
      {(place) => (
        <ActionFields path={[place]}>
          {hasSplit && (
            <Form.Item name={[place, 'variant']} label={experiment.variantOf}>
              <VariantSelect />
            </Form.Item>
          )}
        </ActionFields>
      )}
    </CardList>
  );
}
