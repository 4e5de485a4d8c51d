/** The texts of suggestions, of drift and of learning on import, in Chinese. */
export const cleaning = {
  suggestions: {
    title: '资料建议',
    hint: '由其他字段推得，只是建议；采用后各成一项，来源以 derived 开头，可在“操作历史”中撤销。',
    accept: '采用',
    acceptOf: (field: string) => `采用建议：${field}`,
    acceptAll: (n: number) => `全部采用（${n}）`,
    accepted: (n: number) => `已采用 ${n} 项建议`,
    derived: (n: string) => `可推得 ${n}`,
    stale: (n: string) => `过期 ${n}`,
    suggested: '建议填写',
    from: (field: string) => `（据${field}）`,
  },
  drift: {
    title: '与导入前相比',
    hint: (name: string) => `“${name}”导入前后，数据质量有哪些变化`,
    none: '没有值得注意的变化。',
  },
  training: {
    option: '导入时先由这些记录学习匹配模型',
    hint: '数据与常见客户资料差别较大时更准；记录只有几十条时学不到多少，重复太少时沿用现有权重。',
  },
};
