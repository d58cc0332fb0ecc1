"""规范简称 — endings of unit names that are written short by rule, as (short, full).

Only exchanges of a whole ending that name the same body wherever they stand; anything else is an
alias of one unit and stands with it in the directory.
"""

ENDINGS: tuple[tuple[str, str], ...] = (
    ("省政府", "省人民政府"),
    ("自治区政府", "自治区人民政府"),
    ("州政府", "州人民政府"),
    ("市政府", "市人民政府"),
    ("县政府", "县人民政府"),
    ("旗政府", "旗人民政府"),
    ("区政府", "区人民政府"),
    ("镇政府", "镇人民政府"),
    ("乡政府", "乡人民政府"),
    ("街道办", "街道办事处"),
    ("管委会", "管理委员会"),
    ("发改委", "发展和改革委员会"),
    ("发展改革委", "发展和改革委员会"),
    ("卫健委", "卫生健康委员会"),
    ("卫生健康委", "卫生健康委员会"),
    ("住建委", "住房和城乡建设委员会"),
    ("住房城乡建设委", "住房和城乡建设委员会"),
    ("住建局", "住房和城乡建设局"),
    ("住房城乡建设局", "住房和城乡建设局"),
    ("人社局", "人力资源和社会保障局"),
    ("人力资源社会保障局", "人力资源和社会保障局"),
    ("市场监管局", "市场监督管理局"),
    ("部门", "局"),
)
