import { Answered } from '../../components/Answered';
import { Figure } from '../../components/Figure';
import { formatNumber } from '../../data/format';
import { useText } from '../../i18n/useText';
import type { Imported } from '../../state/model';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';
import { colour } from '../../theme/palette';

/** How much there is now, and which files it came from. */
export function SummaryFigures({ files }: { files: Imported[] }) {
  const text = useText();
  const { language } = useSession().state;
  const show = (value: number) => formatNumber(value, language);
  const answer = useAnswer(async (engine) => {
    const reviews = (await engine.duplicates({ decision: 'review', limit: 0 })).total;
    return { ...(await engine.edition()), reviews };
  }, []);
  const rejected = files.reduce((sum, { report }) => sum + report.rejected, 0);
  const told = files.map(({ name, content, report }) => {
    const repeated = report.repeated > 0 ? text.summary.repeated[content](show(report.repeated)) : '';
    return text.summary.file(name, show(report.rows)) + repeated;
  });
  return (
    <Answered answer={answer}>
      {({ records, customers, reviews, events }) => (
        <>
          <div className="grid-4">
            <Figure title={text.summary.records} value={show(records)} />
            <Figure title={text.summary.customers} value={show(customers)} color={colour('link')} />
            <Figure title={text.summary.reviews} value={show(reviews)} color={colour('inkWarning')} />
            <Figure title={text.summary.events} value={show(events)} />
          </div>
          <span className="muted">
            {[text.summary.merged(show(records - customers)), ...told].join(' · ')} · {text.summary.rejected}{' '}
            {show(rejected)}
          </span>
        </>
      )}
    </Answered>
  );
}
