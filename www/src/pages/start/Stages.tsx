import { Card } from 'antd';
import { useText } from '../../i18n/useText';

/** What will happen to the data, in three words. */
export function Stages() {
  const text = useText();
  return (
    <div className="grid-3">
      {text.start.steps.map((step, index) => (
        <Card key={step.title} size="small">
          <strong>
            {index + 1}. {step.title}
          </strong>
          <div className="muted">{step.text}</div>
        </Card>
      ))}
    </div>
  );
}
