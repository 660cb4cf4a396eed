export const files = {
  kept: '已保留的文件（取消勾选即不提交）',
  attachments: { open: '上传和管理附件' },
  findings: {
    'evidence-empty': '“{name}”是空文件',
    'evidence-too-large': '“{name}”超过 {max} MB，请压缩后再上传',
    'evidence-type':
      '“{name}”不能上传：只接受 PDF、PNG、JPG、DOCX、XLSX、PPTX、TXT、CSV，且内容须与扩展名相符',
    'evidence-damaged': '“{name}”已损坏，无法打开',
    'evidence-unpacks-too-large': '“{name}”解压后超过 {megabytes} MB 或结构异常，已拒绝',
    'files-too-many': '最多上传 {most} 个文件，多出的未保存',
    'file-empty': '文件是空的',
    'file-too-large': '文件超过 {max} MB，请压缩后再上传',
    'file-type': '“{name}”不能上传：只接受 PDF、PNG、JPG、DOCX、XLSX、PPTX、TXT、CSV，且内容须与扩展名相符',
    'file-damaged': '文件已损坏，无法打开',
    'file-unpacks-too-large': '文件解压后超过 {megabytes} MB 或结构异常，已拒绝',
  },
} as const;
