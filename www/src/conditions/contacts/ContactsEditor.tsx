import { Select } from 'antd';
import type { Condition } from '../../data/definitions';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import { ConditionBuilder } from '../ConditionBuilder';
import { NumberTestFields } from '../events/NumberTestFields';
import { contactSubjects } from '../vocabulary';
import { type ContactsTest, QUANTIFIERS, quantifierOf, testedOf, withQuantifier, withTested } from './contactsTest';

interface Props {
  test: ContactsTest;
  onChange: (test: ContactsTest) => void;
}

/** A test of the contacts of a customer: of how many of them something holds. */
export function ContactsEditor({ test, onChange }: Props) {
  const text = useText();
  const { contacts } = text.builder;
  const { language } = useSession().state;
  const change = (tested: Condition) => onChange(withTested(test, tested));
  return (
    <div className="event-test">
      <div className="row">
        <Select
          aria-label={contacts.quantifier}
          value={quantifierOf(test)}
          options={QUANTIFIERS.map((value) => ({ value, label: contacts.quantifiers[value] }))}
          popupMatchSelectWidth={false}
          onChange={(next) => onChange(withQuantifier(test, next))}
        />
        {test.count && (
          <NumberTestFields
            unit={contacts.people}
            test={test.count}
            onChange={(count) => onChange({ ...test, count })}
          />
        )}
        {contacts.that}
      </div>
      <ConditionBuilder
        key={language}
        condition={testedOf(test)}
        subjects={contactSubjects(language, text)}
        onChange={change}
      />
    </div>
  );
}
