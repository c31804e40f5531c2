// Command languages is a Pulumi language host, of the language by whose name it is called:
// pulumi-language-python, -go, -dotnet or -nodejs. Pulumi publishes its own hosts in releases only. The code
// generators are Pulumi's, from its Go modules; this program serves them as `pulumi package gen-sdk`,
// `pulumi convert` and `pulumi import` ask for them, and runs programs in Python.
package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

// What the engine sends in one message: a whole schema, say.
const mostBytes = 400 << 20

var version string

type host struct {
	pulumirpc.UnimplementedLanguageRuntimeServer

	name      string
	generator generator
	engine    string
	program   runningProgram
}

func main() {
	if err := serve(strings.TrimPrefix(filepath.Base(os.Args[0]), "pulumi-language-"), os.Args[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", os.Args[0], err)
		os.Exit(1)
	}
}

func serve(name string, args []string) error {
	own, known := generators[name]
	if !known {
		return fmt.Errorf("there is no language %q", name)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	served := &host{name: name, generator: own}
	if len(args) > 0 {
		served.engine = args[len(args)-1]
	}
	server := grpc.NewServer(grpc.MaxRecvMsgSize(mostBytes))
	if name == "python" {
		pulumirpc.RegisterLanguageRuntimeServer(server, &pythonHost{host: served})
	} else {
		pulumirpc.RegisterLanguageRuntimeServer(server, served)
	}
	go endWithEngine(served)
	// The engine reads the port from the first line.
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	return server.Serve(listener)
}

// An engine that was killed cannot say so: without it, neither the host nor its program may stay.
func endWithEngine(served *host) {
	engine := os.Getppid()
	for os.Getppid() == engine {
		time.Sleep(time.Second)
	}
	served.program.signal(syscall.SIGKILL)
	os.Exit(1)
}

// Handshake gives the address of newer engines; older ones give it as an argument.
func (served *host) Handshake(
	_ context.Context, request *pulumirpc.LanguageHandshakeRequest,
) (*pulumirpc.LanguageHandshakeResponse, error) {
	served.engine = request.GetEngineAddress()
	return &pulumirpc.LanguageHandshakeResponse{}, nil
}

func (served *host) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: version}, nil
}

func (served *host) GetRequiredPackages(
	context.Context, *pulumirpc.GetRequiredPackagesRequest,
) (*pulumirpc.GetRequiredPackagesResponse, error) {
	return &pulumirpc.GetRequiredPackagesResponse{}, nil
}

// Run says what to do instead, for languages of which this program has the generator only.
func (served *host) Run(context.Context, *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	return &pulumirpc.RunResponse{Error: fmt.Sprintf(
		"this pulumi-language-%s generates code, but runs no programs: install Pulumi's own "+
			"(https://www.pulumi.com/docs/install/)", served.name)}, nil
}
