import type { TableProps } from 'antd';
import { useState } from 'react';
import { formatNumber } from '../data/format';
import { useText } from '../i18n/useText';
import { useSession } from './session';

/** Customers page by page: which are asked for, and how a table shows where one is. */
export function usePaging(limit: number) {
  const text = useText();
  const { language } = useSession().state;
  const [page, setPage] = useState(1);
  const paginationOf = (total: number): TableProps['pagination'] => ({
    current: page,
    pageSize: limit,
    total,
    onChange: setPage,
    showLessItems: true,
    showTotal: () => text.customers.total(formatNumber(total, language)),
  });
  return { page, setPage, asked: { offset: (page - 1) * limit, limit }, paginationOf };
}
