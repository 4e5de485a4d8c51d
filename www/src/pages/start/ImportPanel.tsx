import { Button, Card, Progress, Steps } from 'antd';
import { formatNumber } from '../../data/format';
import { useText } from '../../i18n/useText';
import type { Work } from '../../state/model';
import { useSession } from '../../state/session';

const STAGES: Work['stage'][] = ['making', 'reading', 'training', 'indexing', 'matching', 'done'];

/** An import under way: its stages, how far it is, and the way out. */
export function ImportPanel({ work }: { work: Work }) {
  const text = useText();
  const { language, cancel } = useSession().state;
  const passes = (stage: Work['stage']) =>
    stage === 'training' ? work.learns : stage !== 'making' || work.stage === stage;
  const stages = STAGES.filter(passes);
  const name = work.name === 'sample' ? text.work.sample : work.name;
  return (
    <Card title={`${text.work.title} · ${name}`} extra={work.part[1] > 1 && text.work.part(...work.part)}>
      <div className="stack">
        <Steps
          size="small"
          responsive={false}
          titlePlacement="vertical"
          current={stages.indexOf(work.stage)}
          items={stages.map((stage) => ({ title: text.work.stages[stage] }))}
        />
        <Progress percent={work.percent} status="active" />
        <div className="spread">
          <span className="muted number" aria-live="polite">
            {text.work.rows(formatNumber(work.rows, language))}
          </span>
          <Button danger onClick={() => cancel?.()}>
            {text.work.cancel}
          </Button>
        </div>
      </div>
    </Card>
  );
}
