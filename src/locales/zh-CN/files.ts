export const files = {
  findings: {
    'file-empty': '文件是空的',
    'file-too-large': '文件超过 {max} MB，请压缩后再上传',
    'file-type': '“{name}”不能上传：只接受 PDF、PNG、JPG、DOCX、XLSX、PPTX、TXT、CSV，且内容须与扩展名相符',
    'file-damaged': '文件已损坏，无法打开',
    'file-unpacks-too-large': '文件解压后超过 {megabytes} MB 或结构异常，已拒绝',
  },
} as const;
