import { Select } from 'antd';
import { roles } from '../../data/ruleset';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';

/** As whom customers are read; a role that is bound to purposes needs one of them. */
export function RoleSwitch() {
  const text = useText();
  const { state, update } = useSession();
  const { role, purpose } = state.access;
  const known = roles(state.language);
  const purposes = known.find(({ id }) => id === role)?.purposes ?? [];
  const become = (id: string) => {
    const first = known.find((one) => one.id === id)?.purposes[0];
    update({ access: first ? { role: id, purpose: first } : { role: id } });
  };
  return (
    <div className="row">
      <span className="muted">{text.customers.role}</span>
      <Select
        aria-label={text.customers.role}
        value={role}
        onChange={become}
        options={known.map(({ id, label }) => ({ value: id, label }))}
        style={{ width: 150 }}
      />
      {purposes.length > 0 && (
        <Select
          aria-label={text.customers.purpose}
          value={purpose}
          onChange={(chosen) => update({ access: { role, purpose: chosen } })}
          options={purposes.map((value) => ({ value, label: text.customers.purposes[value] ?? value }))}
          style={{ width: 120 }}
        />
      )}
    </div>
  );
}
