package simulator_test

import (
	"fmt"
	"net/http/httptest"

	"liaison/simulator"
)

// A test gives the bot the URL and the token, speaks for the people, and then
// looks at the chats, the ledger and the sins.
func Example() {
	telegram := simulator.New(simulator.Config{})
	defer telegram.Close()
	web := httptest.NewServer(telegram) // the bot's base URL is web.URL, its token telegram.Token()
	defer web.Close()

	telegram.AddUser(simulator.User{ID: 1001, FirstName: "Ann", LanguageCode: "ru"})
	telegram.Script(simulator.Fault{Method: "sendMessage", Cut: "after", Times: 1})
	if _, err := telegram.Say(1001, simulator.Draft{Text: "Яма на дороге"}); err != nil {
		fmt.Println(err)
	}
	// Here the bot runs, and the test waits:
	// telegram.Until(ctx, func() bool { return len(telegram.Messages(1001)) == 2 })
	fmt.Println(len(telegram.Messages(1001)), telegram.Pending(), len(telegram.Ledger()), len(telegram.Sins()))
	// Output: 1 1 0 0
}
