/** A member goes by itself. */
export const LEAVE_GROUP_SQL = `
create or replace function broker.leave_group(p_group text, p_member uuid)
returns void language plpgsql as $$
begin
  perform from broker.consumer_groups g where g.group_name = p_group for no key update;
  perform broker.remove_members(p_group, array[p_member]);
end $$`;
