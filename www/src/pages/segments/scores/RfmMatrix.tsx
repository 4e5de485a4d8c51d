import { heat } from '../../../components/heat';
import type { AskIds } from '../../../components/MemberTable';
import { formatMoneyShort, formatNumber } from '../../../data/format';
import type { Cell } from '../../../data/rfm';
import { useText } from '../../../i18n/useText';
import { useSession } from '../../../state/session';
import type { Chosen } from './RfmCard';

/** What the colour of a cell tells. */
export type Shade = 'customers' | 'money';

interface Props {
  score: string;
  cells: Cell[][];
  shade: Shade;
  onChoose: (chosen: Chosen) => void;
}

/** The matrix of recency and frequency as a heat map; each cell leads to its customers. */
export function RfmMatrix({ score, cells, shade, onChoose }: Props) {
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
                <HeatCell score={score} cell={cell} share={weightOf(cell, shade) / most} onChoose={onChoose} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const weightOf = ({ customers, money }: Cell, shade: Shade): number =>
  shade === 'customers' ? customers : Number(money);

interface HeatCellProps {
  score: string;
  cell: Cell;
  share: number;
  onChoose: (chosen: Chosen) => void;
}

function HeatCell({ score, cell, share, onChoose }: HeatCellProps) {
  const { rfm } = useText();
  const { language } = useSession().state;
  const { recency, frequency, customers } = cell;
  const count = formatNumber(customers, language);
  const ask: AskIds = async (engine, page) => (await engine.rfm(score, { ...page, recency, frequency })).ids;
  return (
    <button
      type="button"
      className="rfm-cell"
      style={heat(share)}
      disabled={customers === 0}
      onClick={() => onChoose({ title: rfm.cell(recency, frequency), total: customers, ask })}
    >
      <span className="sr-only">{rfm.cellOf(recency, frequency)}</span>
      <strong className="number">{count}</strong>
      <span className="sr-only">{rfm.cellMoney}</span>
      <span className="small number">{formatMoneyShort(cell.money, language)}</span>
    </button>
  );
}
