package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
)

// What the SDK's entry point ends with where it has told the user already what is wrong.
const alreadyTold = 32

type languageHost struct {
	pulumirpc.UnimplementedLanguageRuntimeServer

	engine string

	lock    sync.Mutex
	program *os.Process
}

// Run runs a program to its end.
func (host *languageHost) Run(
	_ context.Context, request *pulumirpc.RunRequest,
) (*pulumirpc.RunResponse, error) {
	command, err := host.command(request)
	if err != nil {
		return &pulumirpc.RunResponse{Error: err.Error()}, nil
	}
	if err := command.Start(); err != nil {
		return &pulumirpc.RunResponse{Error: fmt.Sprintf("node cannot be started: %v", err)}, nil
	}
	host.setProgram(command.Process)
	err = command.Wait()
	host.setProgram(nil)
	var ended *exec.ExitError
	switch {
	case err == nil:
		return &pulumirpc.RunResponse{}, nil
	case errors.As(err, &ended) && ended.ExitCode() == alreadyTold:
		return &pulumirpc.RunResponse{Bail: true}, nil
	case errors.As(err, &ended) && ended.ExitCode() >= 0:
		told := fmt.Sprintf("Program exited with non-zero exit code: %d", ended.ExitCode())
		return &pulumirpc.RunResponse{Error: told}, nil
	default:
		return &pulumirpc.RunResponse{Error: fmt.Sprintf("Program ended: %v", err)}, nil
	}
}

// Cancel stops the program that is running.
func (host *languageHost) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	host.signal(os.Interrupt)
	return &emptypb.Empty{}, nil
}

func (host *languageHost) command(request *pulumirpc.RunRequest) (*exec.Cmd, error) {
	info := request.GetInfo()
	entry, err := entryPoint(info.GetProgramDirectory())
	if err != nil {
		return nil, err
	}
	config, err := json.Marshal(request.GetConfig())
	if err != nil {
		return nil, err
	}
	secretKeys, err := json.Marshal(append([]string{}, request.GetConfigSecretKeys()...))
	if err != nil {
		return nil, err
	}
	options := info.GetOptions().AsMap()
	args := strings.Fields(text(options["nodeargs"]))
	args = append(args, entry)
	args = append(args, host.flags(request)...)
	command := exec.Command("node", args...)
	command.Stdout, command.Stderr = os.Stdout, os.Stderr
	command.Env = append(os.Environ(),
		"PULUMI_CONFIG="+string(config), "PULUMI_CONFIG_SECRET_KEYS="+string(secretKeys))
	if wanted, isSet := options["typescript"].(bool); wanted || !isSet {
		command.Env = append(command.Env, "PULUMI_NODEJS_TYPESCRIPT=true")
	}
	if file := text(options["tsconfig"]); file != "" {
		command.Env = append(command.Env, "PULUMI_NODEJS_TSCONFIG_PATH="+file)
	}
	return command, nil
}

// The arguments of the SDK's entry point: flags, then the program and its own.
func (host *languageHost) flags(request *pulumirpc.RunRequest) []string {
	info := request.GetInfo()
	var args []string
	for _, each := range [][2]string{
		{"monitor", request.GetMonitorAddress()},
		{"engine", host.engine},
		{"organization", request.GetOrganization()},
		{"project", request.GetProject()},
		{"stack", request.GetStack()},
		{"root-directory", info.GetRootDirectory()},
		{"pwd", info.GetProgramDirectory()},
		{"parallel", strconv.Itoa(int(request.GetParallel()))},
	} {
		if each[1] != "" {
			args = append(args, "--"+each[0], each[1])
		}
	}
	if request.GetDryRun() {
		args = append(args, "--dry-run")
	}
	program := info.GetEntryPoint()
	if program == "" {
		program = "."
	}
	return append(append(args, program), request.GetArgs()...)
}

// The entry point of the SDK that a program's directory, or one above it, has installed.
func entryPoint(directory string) (string, error) {
	for at := directory; ; at = filepath.Dir(at) {
		file := filepath.Join(at, "node_modules", "@pulumi", "pulumi", "cmd", "run", "index.js")
		if _, err := os.Stat(file); err == nil {
			return file, nil
		}
		if at == filepath.Dir(at) {
			return "", fmt.Errorf("@pulumi/pulumi is not installed for the program in %s: "+
				"install its packages, for example with npm install", directory)
		}
	}
}

func (host *languageHost) setProgram(process *os.Process) {
	host.lock.Lock()
	defer host.lock.Unlock()
	host.program = process
}

func (host *languageHost) signal(signal os.Signal) {
	host.lock.Lock()
	defer host.lock.Unlock()
	if host.program != nil {
		_ = host.program.Signal(signal)
	}
}

func text(value any) string {
	text, _ := value.(string)
	return text
}
