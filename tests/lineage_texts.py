"""Two documents of which one ends the other 沿革样例."""

from tests.upload_cast import PLAN

OLD = "云麓地区学前教育督导反馈问题整改方案"
ENDS = f"本方案自印发之日起施行，有效期两年。《{OLD}》（云行办发〔2026〕3号）同时废止。"
NEW = PLAN.replace(OLD, "云麓地区学前教育巩固方案").replace("3号", "8号") + ENDS
