import { ArrowRightOutlined } from '@ant-design/icons';
import { Button, Card, Popconfirm } from 'antd';
import { tones } from '../../app/theme';
import { Figure } from '../../components/Figure';
import { formatNumber } from '../../data/format';
import { useText } from '../../i18n/useText';
import type { Dataset, Page } from '../../state/model';
import { useSession } from '../../state/session';
import { useImport } from '../../state/useImport';

/** What came of the imports, and where to go next. */
export function ImportSummary({ dataset }: { dataset: Dataset }) {
  const text = useText();
  const { state, update } = useSession();
  const { clear } = useImport();
  const show = (value: number) => formatNumber(value, state.language);
  const sum = (pick: (file: Dataset['files'][number]) => number) =>
    dataset.files.reduce((total, file) => total + pick(file), 0);
  const last = dataset.files.findLast((file) => file.content === 'records')?.report;
  const records = sum((file) => (file.content === 'records' ? file.report.rows : 0));
  const customers = last?.customers ?? 0;
  const next: [Page, string][] = [
    ['quality', text.summary.nextQuality],
    ['duplicates', text.summary.nextDuplicates],
    ['customers', text.summary.nextCustomers],
    ['actions', text.summary.nextActions],
  ];
  const files = dataset.files.map((file) => text.summary.file(file.name, show(file.report.rows))).join(' · ');
  const clearing = (
    <Popconfirm
      title={text.start.clearConfirm}
      okText={text.start.clear}
      cancelText={text.start.cancelNo}
      onConfirm={clear}
    >
      <Button size="small">{text.start.clear}</Button>
    </Popconfirm>
  );
  return (
    <Card title={text.summary.title} extra={clearing}>
      <div className="stack">
        <div className="grid-4">
          <Figure title={text.summary.records} value={show(records)} />
          <Figure title={text.summary.customers} value={show(customers)} color={tones.brand} />
          <Figure title={text.summary.reviews} value={show(last?.reviews ?? 0)} color={tones.warning} />
          <Figure
            title={text.summary.events}
            value={show(sum((file) => (file.content === 'events' ? file.report.rows : 0)))}
          />
        </div>
        <span className="muted">
          {text.summary.merged(show(Math.max(records - customers, 0)))} · {files} · {text.summary.rejected}{' '}
          {show(sum((file) => file.report.rejected))}
        </span>
        <div className="grid-4">
          {next.map(([page, label]) => (
            <Button
              key={page}
              block
              size="large"
              onClick={() => update({ page })}
              style={{ height: 'auto', padding: '12px', whiteSpace: 'normal' }}
            >
              {label} <ArrowRightOutlined aria-hidden />
            </Button>
          ))}
        </div>
      </div>
    </Card>
  );
}
