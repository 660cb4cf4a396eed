export const formed = {
  findings: {
    'form-question-kept': '系统其他环节要用到这个问题，不能删除，只能修改名称和提示',
    'form-section-kept': '这一部分的“{question}”是系统其他环节要用到的问题，请先把它移到别的部分',
    'form-breaks-other': '这样改动后，“{question}”的显示条件不再成立，请先修改它的显示条件',
    'form-option-line': '第 {line} 行应写成“代号|中文|英文”，代号只用字母、数字、短横线',
  },
} as const;
