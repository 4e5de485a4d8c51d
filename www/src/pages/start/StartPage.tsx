import { Alert } from 'antd';
import { Heading } from '../../components/Heading';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { Learned } from '../duplicates/Learned';
import { ChooseData } from './ChooseData';
import { ImportPanel } from './ImportPanel';
import { ImportSummary } from './ImportSummary';
import { KeepingNote } from './KeepingNote';
import { MappingPanel } from './MappingPanel';
import { Stages } from './Stages';

/** Bringing data in: choose, settle the columns, watch, and see what came of it. */
export function StartPage() {
  const text = useText();
  const { state, update } = useSession();
  const { failure, work, draft, dataset } = state;
  const said = typeof failure === 'string' ? text.start[failure] : failure?.message;
  return (
    <div className="stack">
      <Heading title={dataset ? text.pages.start : text.start.heading} lead={text.start.lead} />
      {said && (
        <Alert
          showIcon
          type={failure === 'cancelled' ? 'info' : 'error'}
          title={said}
          closable={{ 'aria-label': text.close, onClose: () => update({ failure: null }) }}
        />
      )}
      {work ? <ImportPanel work={work} /> : draft ? <MappingPanel draft={draft} /> : <Idle />}
    </div>
  );
}

function Idle() {
  const { dataset, learned } = useSession().state;
  return (
    <>
      <KeepingNote />
      {dataset && <ImportSummary dataset={dataset} />}
      {dataset?.files.some(({ report }) => report.training) && learned && <Learned outcome={learned} />}
      <ChooseData isMore={dataset !== null} />
      {!dataset && <Stages />}
    </>
  );
}
