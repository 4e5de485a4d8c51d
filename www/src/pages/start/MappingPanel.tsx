import { Button, Card, Segmented } from 'antd';
import { useText } from '../../i18n/useText';
import { type Content, type Draft, IGNORED, KEPT } from '../../state/model';
import { useSession } from '../../state/session';
import { useImport } from '../../state/useImport';
import { LearnOption } from './LearnOption';
import { MappingTable } from './MappingTable';

/** What the columns of a chosen file mean, to be settled before it is imported. */
export function MappingPanel({ draft }: { draft: Draft }) {
  const text = useText();
  const { state, update } = useSession();
  const { importDraft } = useImport();
  const change = (content: Content) => update({ draft: { ...draft, content } });
  const known = draft.columns.filter(({ choice }) => choice !== KEPT && choice !== IGNORED).length;
  const canLearn = draft.content === 'records' && !state.dataset;
  const contents = [
    { value: 'records' as const, label: text.mapping.records },
    { value: 'events' as const, label: text.mapping.events },
  ];
  return (
    <Card title={`${text.mapping.title} · ${draft.file.name}`}>
      <div className="stack">
        <div className="spread">
          <span className="muted">{draft.content === 'events' ? text.mapping.eventsHint : text.mapping.hint}</span>
          <Segmented aria-label={text.mapping.content} value={draft.content} options={contents} onChange={change} />
        </div>
        {draft.content === 'records' && <MappingTable draft={draft} />}
        {canLearn && <LearnOption draft={draft} />}
        <div className="spread">
          <span className="muted">
            {draft.content === 'records' && text.mapping.mapped(known, draft.columns.length)}
          </span>
          <div className="row">
            <Button onClick={() => update({ draft: null })}>{text.mapping.back}</Button>
            <Button type="primary" onClick={() => importDraft(draft)}>
              {text.mapping.import}
            </Button>
          </div>
        </div>
      </div>
    </Card>
  );
}
