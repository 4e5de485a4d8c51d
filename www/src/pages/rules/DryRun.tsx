import { ExperimentOutlined } from '@ant-design/icons';
import { Alert, Button, Card } from 'antd';
import { useState } from 'react';
import { FaultAlert } from '../../components/FaultAlert';
import type { RuleDef } from '../../data/definitions';
import { rehearse } from '../../data/rehearsal';
import type { Rehearsal } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { type Fault, faultOf } from '../../state/useAdoption';
import { Outcome } from './Outcome';

/** Who would get what from a rule today, and why; nothing is saved. */
export function DryRun({ read }: { read: () => RuleDef }) {
  const text = useText();
  const { engine, now, access } = useSession().state;
  const [tried, setTried] = useState<{ rule: RuleDef; outcome: Rehearsal } | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [isBusy, setBusy] = useState(false);
  const attempt = async () => {
    if (!engine) return;
    const rule = read();
    setBusy(true);
    setFault(null);
    try {
      setTried({ rule, outcome: await rehearse(engine, rule, { now, ...access }) });
    } catch (error) {
      setTried(null);
      setFault(faultOf(error));
    }
    setBusy(false);
  };
  const button = (
    <Button icon={<ExperimentOutlined aria-hidden />} loading={isBusy} onClick={attempt}>
      {text.rules.dryRun}
    </Button>
  );
  return (
    <Card title={text.rules.dryRunTitle} extra={button} data-testid="dry-run">
      <div className="stack" style={{ gap: 10 }}>
        <span className="muted">{text.rules.dryRunHint}</span>
        {fault && <FaultAlert fault={fault} />}
        {tried && waits(tried.rule) && <Alert type="info" showIcon title={text.rules.dryRunOccasion} />}
        {tried && <Outcome outcome={tried.outcome} />}
      </div>
    </Card>
  );
}

/** Whether it acts only when something happens. */
const waits = ({ on = 'state' }: RuleDef): boolean => on !== 'state' && !('schedule' in on);
