import { Input, Select } from 'antd';
import { CustomerSelect } from '../../../components/CustomerSelect';
import { Labelled } from '../../../components/Labelled';
import { relationKinds } from '../../../data/ruleset';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';

/** What is said of two customers. */
export interface Stated {
  kind: string;
  customer: string;
  from: string;
  until: string;
}

interface Props {
  /** The customer that cannot be the other. */
  without: string;
  stated: Stated;
  onChange: (stated: Stated) => void;
}

/** To whom a customer is related, how, and when. */
export function RelateFields({ without, stated, onChange }: Props) {
  const { relate: words } = useText();
  const { language } = useSession().state;
  const day = (key: 'from' | 'until') => (
    <Labelled label={words[key]}>
      {(id) => (
        <Input
          id={id}
          type="date"
          value={stated[key]}
          onChange={({ target }) => onChange({ ...stated, [key]: target.value })}
        />
      )}
    </Labelled>
  );
  return (
    <>
      <Labelled label={words.kind}>
        {(id) => (
          <Select
            id={id}
            value={stated.kind || undefined}
            options={relationKinds(language)}
            showSearch={{ optionFilterProp: 'label' }}
            onChange={(kind) => onChange({ ...stated, kind })}
          />
        )}
      </Labelled>
      <Labelled label={words.customer}>
        {(id) => (
          <CustomerSelect
            id={id}
            value={stated.customer}
            without={without}
            onChange={(customer) => onChange({ ...stated, customer })}
          />
        )}
      </Labelled>
      <div className="grid-2" style={{ gap: 12 }}>
        {day('from')}
        {day('until')}
      </div>
    </>
  );
}
