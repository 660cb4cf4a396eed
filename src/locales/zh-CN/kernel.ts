export const kernel = {
  findings: {
    'action-not-possible': '当前状态不能进行此操作，请刷新页面查看最新状态',
    'money-format': '请填写金额，例如 1234.50',
    'money-negative': '金额不能为负数',
    'money-too-fine': '金额最多两位小数（到分）',
    'money-too-large': '金额过大，请核对',
    'credit-code-length': '统一社会信用代码应为18位，现在是 {length} 位',
    'credit-code-alphabet': '第 {position} 位“{character}”不是统一社会信用代码可用的字符',
    'credit-code-look-alike': '第 {position} 位“{character}”不能用于统一社会信用代码，是否应为“{expected}”？',
    'credit-code-not-a-social-organization': '这不是社会组织的代码：社会组织的代码以51、52或53开头',
    'credit-code-suspect':
      '第 {position} 位“{character}”可能有误，换成“{expected}”后全码校验通过，请对照登记证书核对',
    'credit-code-check-character':
      '第18位校验码“{character}”不符，前17位对应的校验码是“{expected}”，请核对全部字符',
    'credit-code-organization-part': '第17位（组织机构代码校验码）不符，第9至16位对应“{expected}”，请核对',
  },
} as const;
