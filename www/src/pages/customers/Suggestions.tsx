import { App, Button, Card } from 'antd';
import { fieldLabel } from '../../data/ruleset';
import { acceptSuggestions, suggestionsFor } from '../../data/suggestions';
import type { Customer, Suggestion } from '../../data/types';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { useAnswer } from '../../state/useAnswer';
import { useChange } from '../../state/useChange';

/** Values that follow from what is known of a customer, to be accepted by whoever agrees; nothing where there are none. */
export function Suggestions({ customer }: { customer: Customer }) {
  const { suggestions: words } = useText();
  const { language } = useSession().state;
  const { message } = App.useApp();
  const change = useChange();
  const all = useAnswer((engine, now) => suggestionsFor(engine, customer, now), [customer]).value ?? [];
  const accept = async (chosen: Suggestion[]) => {
    const isDone = await change((engine, by) => acceptSuggestions(engine, customer, chosen, by));
    if (isDone) message.success(words.accepted(chosen.length));
  };
  if (all.length === 0) return null;
  const button = all.length > 1 && (
    <Button size="small" onClick={() => accept(all)}>
      {words.acceptAll(all.length)}
    </Button>
  );
  return (
    <Card size="small" title={words.title} extra={button} data-testid="suggestions">
      <div className="stack" style={{ gap: 8 }}>
        <span className="muted small">{words.hint}</span>
        <ul className="plain-list">
          {all.map((one) => (
            <li key={one.field} className="spread" style={{ padding: '3px 0', gap: 8 }}>
              <span className="break">{one.text}</span>
              <Button
                size="small"
                aria-label={words.acceptOf(fieldLabel(one.field, language))}
                onClick={() => accept([one])}
              >
                {words.accept}
              </Button>
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}
