package simulator

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
)

type botCommand struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

var (
	commandName = regexp.MustCompile(`^[a-z0-9_]{1,32}$`)
	scopes      = []string{
		"default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat", "chat_administrators", "chat_member",
	}
)

// menu names one command menu: its scope and its language.
func (s *Server) menu(r *request) (string, error) {
	scope := struct {
		Type string          `json:"type"`
		Chat json.RawMessage `json:"chat_id"`
		User int64           `json:"user_id"`
	}{Type: "default"}
	if raw := r.json("scope"); raw != "" && json.Unmarshal([]byte(raw), &scope) != nil || !slices.Contains(scopes, scope.Type) {
		return "", bad("can't parse BotCommandScope: unsupported type specified")
	}
	if scope.Type == "chat" || scope.Type == "chat_administrators" || scope.Type == "chat_member" {
		id, err := strconv.ParseInt(string(scope.Chat), 10, 64)
		if err != nil || s.chats[id] == nil {
			return "", bad("chat not found")
		}
	}
	lang := r.params["language_code"]
	if lang != "" && len(lang) != 2 {
		return "", bad("invalid language_code specified")
	}
	return scope.Type + "|" + string(scope.Chat) + "|" + strconv.FormatInt(scope.User, 10) + "|" + lang, nil
}

func (s *Server) setMyCommands(r *request) (any, error) {
	menu, err := s.menu(r)
	if err != nil {
		return nil, err
	}
	var all []botCommand
	if json.Unmarshal([]byte(r.params["commands"]), &all) != nil {
		return nil, bad("can't parse commands: expected an Array of BotCommand")
	}
	if len(all) > 100 {
		return nil, bad("BOT_COMMANDS_TOO_MUCH")
	}
	for _, c := range all {
		if !commandName.MatchString(c.Command) {
			return nil, bad("BOT_COMMAND_INVALID")
		}
		if n := units(c.Description); n < 1 || n > 256 {
			return nil, bad("BOT_COMMAND_DESCRIPTION_INVALID")
		}
	}
	if len(all) == 0 {
		delete(s.commands, menu)
		return true, nil
	}
	s.commands[menu] = string(encodedCommands(all))
	return true, nil
}

func encodedCommands(all []botCommand) json.RawMessage {
	raw, err := json.Marshal(all)
	if err != nil {
		panic("simulator: cannot encode commands: " + err.Error())
	}
	return raw
}

func (s *Server) myCommands(r *request) (any, error) {
	menu, err := s.menu(r)
	if err != nil {
		return nil, err
	}
	if have, ok := s.commands[menu]; ok {
		return json.RawMessage(have), nil
	}
	return []botCommand{}, nil
}

func (s *Server) deleteMyCommands(r *request) (any, error) {
	menu, err := s.menu(r)
	if err != nil {
		return nil, err
	}
	delete(s.commands, menu)
	return true, nil
}

func (s *Server) me() any {
	o := s.bot.wire(true)
	o["can_join_groups"], o["can_read_all_group_messages"], o["supports_inline_queries"] = true, true, false
	return o
}

func (s *Server) getChat(r *request) (any, error) {
	c := s.chats[r.chat()]
	if c == nil {
		return nil, bad("chat not found")
	}
	o := c.wire()
	o["accent_color_id"], o["max_reaction_count"], o["accepted_gift_types"] = 0, 11, object{}
	return o, nil
}

func (s *Server) leaveChat(r *request) (any, error) {
	c, err := s.reach(r)
	if err != nil {
		return nil, err
	}
	if !c.group() {
		return nil, bad("chat member status can't be changed in private chats")
	}
	c.left = true
	s.changed()
	return true, nil
}
