import { Button } from 'antd';
import type { WorkerEngine } from 'kehu/worker';
import { useText } from '../../i18n/useText';
import { useSession } from '../../state/session';
import type { Values } from './fields';

const LOOKED_AT = 50;

/** Fills in a customer that exists, as somebody might type it anew. */
export function ExampleButton({ onExample }: { onExample: (values: Partial<Values>) => void }) {
  const text = useText();
  const { engine, now } = useSession().state;
  const fill = async () => {
    const example = engine && (await findExample(engine, now));
    if (example) onExample(example);
  };
  return <Button onClick={fill}>{text.entry.tryExample}</Button>;
}

/** The first company with a mobile number, the number written with blanks. */
async function findExample(engine: WorkerEngine, now: string): Promise<Partial<Values> | null> {
  const { rows } = await engine.customers({ now, limit: LOOKED_AT });
  for (const { id, type } of rows) {
    const { golden } = await engine.customer(id, { now });
    const { company, mobile, contact } = golden;
    if (type !== 'company' || !company || !mobile || !contact) continue;
    return { company: ` ${company.display} `, contact: contact.display, mobile: spaced(mobile.display) };
  }
  return null;
}

const spaced = (mobile: string): string =>
  mobile
    .replace(/\D/g, '')
    .replace(/^86(?=\d{11}$)/, '')
    .replace(/(\d{3})(\d{4})(\d{4})/, '$1 $2-$3');
