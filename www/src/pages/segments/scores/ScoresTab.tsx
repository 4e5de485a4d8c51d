import './rfm.css';
import { ruleset } from '../../../data/ruleset';
import { Distributions } from './Distributions';
import { RfmCard } from './RfmCard';

/** Where customers stand: the RFM matrix, and how the other scores are distributed. */
export default function ScoresTab() {
  const { scores } = ruleset();
  return (
    <div className="stack">
      {scores
        .filter(({ rfm }) => rfm)
        .map((score) => (
          <RfmCard key={score.id} score={score} />
        ))}
      <Distributions scores={scores.filter(({ rfm, buckets }) => !rfm && buckets)} />
    </div>
  );
}
