// Command pulumi-language-nodejs runs Node programs for the Pulumi CLI that is built from source beside
// it. Pulumi publishes its own host for today's CLI in releases only, and the last one that is in a Go
// module stands between a program and the engine with the messages of its day: transforms and hooks of
// newer SDKs do not pass. This one hands the program the engine's own address, and the whole of the
// protocol is then between the installed SDK and the engine.
//
// It runs programs, tells which plugins they need, and installs their packages. It generates no code,
// which `pulumi import` and `pulumi convert` would need it for.
package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"syscall"
	"time"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
)

// What the engine sends in one message: a stack's whole config, say.
const mostBytes = 400 << 20

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintf(os.Stderr, "pulumi-language-nodejs cannot listen: %v\n", err)
		os.Exit(1)
	}
	server := grpc.NewServer(grpc.MaxRecvMsgSize(mostBytes))
	host := &languageHost{}
	if args := os.Args[1:]; len(args) > 0 {
		host.engine = args[len(args)-1]
	}
	pulumirpc.RegisterLanguageRuntimeServer(server, host)
	go endWithEngine(host)
	// The engine reads the port from the first line.
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	if err := server.Serve(listener); err != nil {
		fmt.Fprintf(os.Stderr, "pulumi-language-nodejs: %v\n", err)
		os.Exit(1)
	}
}

// An engine that was killed tells nobody: without it, neither the host nor its program may stay.
func endWithEngine(host *languageHost) {
	engine := os.Getppid()
	for os.Getppid() == engine {
		time.Sleep(time.Second)
	}
	host.signal(syscall.SIGKILL)
	os.Exit(1)
}

// Handshake tells newer engines' address, which older ones give as an argument.
func (host *languageHost) Handshake(
	_ context.Context, request *pulumirpc.LanguageHandshakeRequest,
) (*pulumirpc.LanguageHandshakeResponse, error) {
	host.engine = request.GetEngineAddress()
	return &pulumirpc.LanguageHandshakeResponse{}, nil
}
