import { PlusOutlined } from '@ant-design/icons';
import { Button, Card, Form } from 'antd';
import type { Split } from '../../data/definitions';
import { useText } from '../../i18n/useText';
import { ActionFields } from './ActionFields';
import { VariantSelect } from './experiment/VariantSelect';

const BLANK = { action: '', name: { zh: '', en: '' }, template: { zh: '', en: '' }, dueDays: 3 };

/** What a rule asks to be done, one after the other. */
export function ActionList() {
  const { rules, experiment } = useText();
  const hasSplit = Boolean(Form.useWatch<Split | null | undefined>('split'));
  return (
    <Form.List name="then">
      {(fields, { add, remove }) => (
        <div className="stack" style={{ gap: 12 }}>
          {fields.map(({ key, name }) => (
            <Card
              key={key}
              size="small"
              title={`${rules.does} ${name + 1}`}
              extra={
                <Button
                  size="small"
                  type="text"
                  aria-label={`${rules.removeAction} ${name + 1}`}
                  onClick={() => remove(name)}
                >
                  {rules.removeAction}
                </Button>
              }
            >
              <ActionFields path={[name]}>
                {hasSplit && (
                  <Form.Item name={[name, 'variant']} label={experiment.variantOf}>
                    <VariantSelect />
                  </Form.Item>
                )}
              </ActionFields>
            </Card>
          ))}
          <div>
            <Button type="dashed" icon={<PlusOutlined aria-hidden />} onClick={() => add(BLANK)}>
              {rules.addAction}
            </Button>
          </div>
        </div>
      )}
    </Form.List>
  );
}
