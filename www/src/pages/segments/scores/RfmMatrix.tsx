import { idsIn } from '../../../components/MemberTable';
import { formatAmount, formatNumber, formatShort } from '../../../data/format';
import type { Cell } from '../../../data/rfm';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import type { Chosen } from './RfmCard';

/** What the colour of a cell tells. */
export type Shade = 'customers' | 'money';

interface Props {
  cells: Cell[][];
  shade: Shade;
  onChoose: (chosen: Chosen) => void;
}

/** The matrix of recency and frequency as a heat map; each cell leads to its customers. */
export function RfmMatrix({ cells, shade, onChoose }: Props) {
  const { rfm } = useText();
  const most = Math.max(1, ...cells.flat().map((cell) => weightOf(cell, shade)));
  return (
    <table className="rfm" aria-label={rfm.title}>
      <thead>
        <tr>
          <th>
            <span className="muted small">R ↓ F →</span>
          </th>
          {cells[0]?.map(({ frequency }) => (
            <th key={frequency} scope="col">
              F{frequency}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {cells.map((row) => (
          <tr key={row[0]?.recency}>
            <th scope="row">R{row[0]?.recency}</th>
            {row.map((cell) => (
              <td key={cell.frequency}>
                <HeatCell cell={cell} share={weightOf(cell, shade) / most} onChoose={onChoose} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const weightOf = ({ ids, money }: Cell, shade: Shade): number => (shade === 'customers' ? ids.length : money);

/** From here on the ground is so dark that what stands on it must be light. */
const DARK = 0.55;

interface HeatCellProps {
  cell: Cell;
  share: number;
  onChoose: (chosen: Chosen) => void;
}

function HeatCell({ cell, share, onChoose }: HeatCellProps) {
  const { rfm } = useText();
  const { language } = useSession().state;
  const { recency, frequency, ids } = cell;
  const count = formatNumber(ids.length, language);
  const money = formatAmount(String(cell.money), language);
  return (
    <button
      type="button"
      className="rfm-cell"
      style={{
        background: `color-mix(in srgb, #1f5eff ${Math.round(share * 90)}%, #f0f4fb)`,
        color: share > DARK ? '#fff' : '#172033',
      }}
      aria-label={rfm.cellLabel(recency, frequency, count, money)}
      disabled={ids.length === 0}
      onClick={() => onChoose({ title: rfm.cell(recency, frequency), total: ids.length, ask: idsIn(ids) })}
    >
      <strong className="number">{count}</strong>
      <span className="small number">{formatShort(cell.money, language)}</span>
    </button>
  );
}
