import { Answered } from '../../components/Answered';
import { Heading } from '../../components/Heading';
import { useText } from '../../i18n/useText';
import { useAnswer } from '../../state/useAnswer';
import { ChangesCard } from './ChangesCard';
import { DriftCard } from './DriftCard';
import { FieldBars } from './FieldBars';
import { IssueList } from './IssueList';
import { ScoreCard } from './ScoreCard';

/** How good the data is, and what cleaning did to it. */
export default function QualityPage() {
  const text = useText();
  const quality = useAnswer((engine) => engine.quality(), []);
  return (
    <div className="stack">
      <Heading title={text.quality.title} lead={text.quality.lead} />
      <Answered answer={quality}>
        {(report) => (
          <>
            <ScoreCard report={report} />
            <div className="grid-2">
              <FieldBars report={report} />
              <IssueList report={report} />
            </div>
          </>
        )}
      </Answered>
      <DriftCard />
      <ChangesCard />
    </div>
  );
}
